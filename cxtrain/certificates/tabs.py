"""The pages about certificates, as one row of tabs: what is in it, and for whom. Pure."""

from cxtrain.people.permissions import Can
from cxtrain.people.tabs import Tab
from cxtrain.web.bilingual import N_

TABS = (
    Tab(N_("Register"), "register.list_certificates", Can.SEE_REGISTER),
    Tab(N_("Ending soon"), "renewal.list_ending", Can.SEE_REGISTER),
    Tab(N_("Print"), "print_runs.print_certificates", Can.PRINT_CERTIFICATES),
    Tab(N_("Fetched"), "collection.key_fetched", Can.PRINT_CERTIFICATES),
    Tab(N_("Certificate forms"), "certificate_forms.list_forms", Can.EDIT_CERTIFICATE_FORMS, ("certificate_pictures",)),
    Tab(N_("Number series"), "series.list_series", Can.REVOKE_CERTIFICATES),
)
