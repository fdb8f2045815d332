"""Questions in the files of other tools: pasted text, XLSX, GIFT, Aiken, Moodle XML and our own YAML. Pure."""
