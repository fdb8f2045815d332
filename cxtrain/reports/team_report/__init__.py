"""A store on paper: what its visits say against the standards, what is planned, who was praised."""
