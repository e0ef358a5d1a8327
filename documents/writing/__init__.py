"""From a summary to pictures and documents."""
