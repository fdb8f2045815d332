"""Findings: what the visits say, and the plans drafted from them."""
