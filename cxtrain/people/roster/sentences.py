"""Every sentence that a roster's faults are made of: what is wrong, and what to do. Pure."""

from cxtrain.web.bilingual import N_

# The file
NO_HEADER = N_(
    "No header row was found. One row must name the columns, 工号 (Staff number) and 姓名 (Name) among them."
)
NO_COLUMN = N_("Row %(row)s names the columns, but none is the %(example)s column. Add it, or rename the column.")
TWO_COLUMNS = N_("Two columns were chosen for the same thing. Choose one of them.")
NO_UNIT_COLUMN = N_("No column names the unit (门店, or Unit). New people need one.")
NO_POST_COLUMN = N_("No column names the post (岗位, or Post). New people need one.")
FIRM_TAKEN = N_("“%(name)s” at the beginning of every path is taken as the firm.")
NO_PEOPLE = N_("There are no people below the header row. Check that the right sheet comes first.")

# One cell
SHORTENED = N_("“%(text)s” has lost digits in the spreadsheet. Format the column as text and enter it again.")
NUMBER_MISSING = N_("The staff number is missing. Fill it in, or delete the row.")
NUMBER_WRONG = N_("“%(text)s” is no staff number. Use letters, digits, dots and dashes, at most %(most)s.")
NAME_MISSING = N_("The name is missing. Fill it in.")
NAME_WRONG = N_("“%(text)s” is no name of at most %(most)s characters. Correct it.")
MOBILE_WRONG = N_("“%(text)s” is no mobile number of 11 digits. Correct it, or leave the cell empty.")
EMAIL_WRONG = N_("“%(text)s” is no e-mail address. Correct it, or leave the cell empty.")
DAY_WRONG = N_("“%(text)s” is no day. Write it as 2026-05-06.")
STATUS_WRONG = N_("“%(text)s” is no status. Use 在职, 休假 or 离职 (active, leave, left).")
EMPLOYMENT_WRONG = N_("“%(text)s” is no kind of employment. Use 全职, 兼职, 小时工, 派遣, 外包, 实习 or 促销员.")
TOO_LONG = N_("“%(text)s…” is longer than %(most)s characters. Shorten it.")

# One row beside the others
NUMBER_TWICE = N_("Staff number %(number)s stands in row %(first)s already. Keep one of the two rows.")
MOBILE_TWICE = N_("Mobile %(mobile)s stands in row %(first)s already. Each person signs in with a number of their own.")
MOBILE_TAKEN = N_("Mobile %(mobile)s belongs to %(name)s already. Correct one of the two.")
MOBILE_ELSEWHERE = N_("Mobile %(mobile)s belongs to somebody whom you do not look after. Correct it, or ask them.")
SUPERVISOR_UNKNOWN = N_("“%(number)s” is nobody else's staff number. Correct it, or leave the cell empty.")

# Where somebody works
UNIT_MISSING = N_("The unit is missing. A new person needs one.")
UNIT_UNKNOWN = N_("There is no unit “%(text)s”. Correct the name, or let the import make units.")
UNIT_NEAR = N_("There is no unit “%(text)s”, but there is %(near)s. Correct the name, or let the import make units.")
UNIT_AMBIGUOUS = N_("“%(text)s” may mean %(names)s. Write the unit's code or its whole path.")
UNIT_CONTRADICTS = N_("Unit code %(code)s is %(name)s, but the row says “%(text)s”. Correct one of them.")
UNIT_OUTSIDE = N_("“%(text)s” is outside the units that you look after.")
UNIT_WRONG = N_("“%(text)s” is no name or path of a unit. Write it as 华东/静安店.")

# One row beside what is known
POST_MISSING = N_("The post is missing. A new person needs one.")
ZEROS_LOST = N_("“%(text)s” seems to be %(number)s without its zeros. Format the column as text and enter them.")
PROTECTED = N_("%(name)s holds a role that you cannot take away, or is you. Ask an administrator.")
PERSON_OUTSIDE = N_("Staff number %(number)s belongs to a unit that you do not look after.")
NEVER_KNOWN = N_("%(name)s has left and was never known here: not added.")
NUMBER_REUSED = N_("Staff number %(number)s belonged to %(name)s, who left. Somebody new needs a new number.")
NUMBER_ERASED = N_("This staff number was that of somebody whose data was erased. Give a new number.")
NOT_BROUGHT_BACK = N_("%(name)s has left, and the file does not say 在职 (active): not brought back.")
RENAMED = N_("%(number)s was %(old)s and becomes %(new)s. Make sure that it is the same person.")
DAYS_REVERSED = N_("The last day lies before the first. Correct one of them.")
LEAVES_LATER = N_("The last day is still to come: nobody leaves before it. Import again after it.")
STATUS_CONTRADICTS = N_("The last day has passed, but the status says at work. Correct one of them.")
