"""Who may see and do what with duties and reports (domain.md, "Who may do what")."""
