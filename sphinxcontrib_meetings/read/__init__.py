"""While Sphinx reads: from doctrees to records, and the only writer of the domain.

In: doctrees and front matter. Out: records in the domain ``meeting``, placeholders in the
doctree where pages will show the archive, and warnings.

Not here: HTML, generated pages, or what is written when.
"""
