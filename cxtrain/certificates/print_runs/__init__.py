"""Print runs: choosing certificates, having them printed by a worker, fetching the file."""
