"""Erasing somebody who left: what goes and what stays is shown first, and the register says it for each column."""
