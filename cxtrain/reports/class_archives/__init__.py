"""The file of a class (一期一档): all its papers in one ZIP, made by a worker."""
