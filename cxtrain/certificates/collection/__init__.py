"""Certificates that were fetched (领证签收): keyed in from the list that people signed."""
