"""Everything that comes in: a router for each situation."""
