"""What people answered, counted question by question: how hard each is, and whether it tells who can from who cannot."""
