"""The demo company's huddles."""
