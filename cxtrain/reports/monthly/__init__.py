"""The monthly report (月报) of a unit for its managers: what moved, what is proven, what to do; never a ranking of persons."""
