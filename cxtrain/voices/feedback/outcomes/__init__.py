"""Asking the customer how a matter ended, by a link that can be answered once; an answer that says no opens it again."""
