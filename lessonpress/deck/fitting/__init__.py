"""A deck's slides made to fit: sizes from a scale, pages where the smallest size is too large.

`fit` tries sizes and pages for each slide; `scale` says which sizes there are; `splitting` divides
blocks at a height; `builds` counts the clicks of each page; `blocks` makes of each kind of block an
item that `stacking` places; `places` fills titles, footers and footnotes; `strips` says what stands
at a slide's foot; `setting` and `tables` measure. All of it is pure.
"""
