"""The Markdown of Docusaurus and HackMD, as rules and a renderer on top of MyST's parser.

In: the text of a document. Out: its doctree, with our nodes where the dialect has elements.

Not here: the fields of front matter, records, or anything that spans documents.
"""
