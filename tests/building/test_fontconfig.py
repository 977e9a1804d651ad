"""Fontconfig is told of one folder and nothing else."""

from __future__ import annotations

from lxml import etree

from lessonpress.building.processes.fontconfig import fontconfig


def test_names_the_folder_alone() -> None:
    conf = etree.fromstring(fontconfig("/a <b> & c").encode())
    assert conf.xpath("dir/text()") == ["/a <b> & c"]
    assert conf.xpath("include") == []


def test_fonts_of_decks_have_their_twins() -> None:
    conf = etree.fromstring(fontconfig("fonts").encode())
    assert conf.xpath("alias[family='Georgia']/prefer/family/text()") == ["Gelasio"]
    assert conf.xpath("alias[family='Calibri']/prefer/family/text()") == ["Carlito"]
    assert conf.xpath("alias[family='Consolas']/prefer/family/text()") == ["Inconsolata"]
