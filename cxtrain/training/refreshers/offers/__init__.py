"""Which questions somebody may be asked as a refresher: never one whose answer a quiz still keeps from them."""
