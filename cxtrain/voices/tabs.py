"""The pages about customers, as one row of tabs. Pure."""

from cxtrain.people.tabs import Tab

TABS: tuple[Tab, ...] = ()
