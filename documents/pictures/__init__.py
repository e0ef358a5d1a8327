"""Looking at pictures that people send: how large they are, a thumbnail, what they are like."""
