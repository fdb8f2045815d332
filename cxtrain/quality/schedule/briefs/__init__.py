"""What a visit asks in a store, on a phone and on one page of paper."""
