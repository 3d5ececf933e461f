"""The directives and roles that notes and pages may use, one file each."""
