"""What a meeting is: plain, frozen data.

In: values that the room ``parse`` has read. Out: records that compare equal, pickle small, and
that every other room passes around.

Not here: reading text, looking anything up, Sphinx, docutils, or how something is shown.
"""
