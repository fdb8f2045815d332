"""The bank: every question with its versions, found, filtered, kept and retired."""
