"""What is known of a rule, a setting or a client, as one page; written for a terminal, in Markdown or as JSON."""
