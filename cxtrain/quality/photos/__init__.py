"""Photos of receipts, places and paper forms."""
