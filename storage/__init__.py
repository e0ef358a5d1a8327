"""The only folder that knows SQL and the attachment files; takes a connection, returns domain values."""
