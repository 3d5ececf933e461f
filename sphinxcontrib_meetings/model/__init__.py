"""What a meeting is: plain, frozen data.

In: values that the room ``parse`` has read. Out: records that compare by value and pickle small;
all other rooms pass them around.

Not here: reading text, looking anything up, Sphinx, docutils, or how something is shown.
"""
