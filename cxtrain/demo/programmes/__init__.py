"""The demo company's programme, who has read its notice, and days away."""
