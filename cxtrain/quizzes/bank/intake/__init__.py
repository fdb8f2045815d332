"""Taking questions over from texts and files, looked over first; sending questions out."""
