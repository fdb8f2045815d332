"""What players did with a published scenario: for those who write it and those who coach. Shares, never persons."""
