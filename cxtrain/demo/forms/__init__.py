"""The demo company's draft of a form."""
