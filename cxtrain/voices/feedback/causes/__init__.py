"""Why a matter came about: five whys, each with its evidence."""
