"""The process: configuration, wiring, receiver, ticker, command line."""
