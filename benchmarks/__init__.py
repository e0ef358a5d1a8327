"""What it costs, beside named peers, in one run: ratios, not records."""
