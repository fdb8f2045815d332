"""Tests of the customer's voice."""
