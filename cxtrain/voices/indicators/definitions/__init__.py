"""What indicators the firm keeps: every firm's, templates, and its own."""
