"""Everything said to Telegram: texts, cards, the courier, its pace, the translation of errors."""
