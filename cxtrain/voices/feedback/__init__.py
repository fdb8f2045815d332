"""Complaints, suggestions, praise and enquiries: told in a minute, answered in time, closed with the customer."""
