"""One file for each thing people do; opens the transaction; takes ``now``; never calls Telegram."""
