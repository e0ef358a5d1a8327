"""A Bot API server on this machine with a chat page, for trying a bot without a token and for tests."""
