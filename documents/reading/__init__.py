"""From the bytes of an office file to a draft roadmap."""
