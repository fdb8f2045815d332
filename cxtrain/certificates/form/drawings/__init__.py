"""What lies beneath the text of certificates on screen, and samples on paper."""
