"""cxtrain: practise moments of truth, be observed, see the gap, plan, practise again, be certified."""
