"""Make the score sheets of this folder: eight kinds as municipalities publish them, each as XLSX and ODS.

Run it as it is; it needs LibreOffice, which computes the formulas and writes the files. Every name is made up.
``expected.yaml`` was written by hand beside it and says what a person reads in each.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
BLUE, GREY, GREEN, SAND = "1F4E79", "D9D9D9", "C6E0B4", "FFF2CC"
LINE = Side(style="thin", color="808080")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


def put(sheet: Worksheet, at: str, *rows: Sequence[object]) -> None:
    """Write rows from a cell on; what is None stays empty."""
    start = sheet[at]
    for down, row in enumerate(rows):
        for right, given in enumerate(row):
            if given is not None:
                sheet.cell(start.row + down, start.column + right, given)


def look(
    sheet: Worksheet, areas: str, fill: str = "", *, bold: bool = False, centre: bool = False, number: str = ""
) -> None:
    """Draw the lines of areas, and fill, bold, centre or number them."""
    for area in areas.split():
        for row in sheet[area] if ":" in area else ((sheet[area],),):
            for cell in row:
                cell.border = Border(LINE, LINE, LINE, LINE)
                cell.alignment = CENTRE if centre else Alignment(vertical="top", wrap_text=True)
                if fill:
                    cell.fill = PatternFill("solid", start_color=fill)
                if bold:
                    cell.font = Font(name="Calibri", bold=True, color="FFFFFF" if fill == BLUE else None)
                if number:
                    cell.number_format = number


def shape(sheet: Worksheet, widths: str, merged: str = "", *, tall: Sequence[int] = ()) -> None:
    """Set the widths of columns (``A5 B40``), merge areas, give rows two lines, and print the sheet lying."""
    for word in widths.split():
        sheet.column_dimensions[word[0]].width = float(word[1:])
    for area in merged.split():
        sheet.merge_cells(area)
    for row in tall:
        sheet.row_dimensions[row].height = 30
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def title(sheet: Worksheet, at: str, *lines: str) -> None:
    """Write title lines under one another, the first one large."""
    put(sheet, at, *[[line] for line in lines])
    sheet[at].font = Font(name="Calibri", bold=True, size=14)


def merged_heads(book: Workbook) -> None:
    """Each tenderer over three evaluators and their consensus; the total is merged over the four."""
    sheet = book.active
    sheet.title = "Beoordeling"
    title(sheet, "A1", "Gemeente Oosterveen", "Europese aanbesteding Zaaksysteem en klantcontact")
    put(sheet, "A3", ["Kenmerk", None, "OV-2025-0417"], ["Datum", None, dt.date(2025, 5, 14)])
    sheet["C4"].number_format = "dd-mm-yyyy"
    names, blocks = ("Kwintolo B.V.", "Ardavium B.V.", "Brelinda Software"), ("DEFG", "HIJK", "LMNO")
    put(sheet, "A6", ["Nr.", "Gunningscriterium", "Weging\n(%)"])
    put(
        sheet,
        "A8",
        ["K1", "Visie op samenwerking", 20, 8, 6, 8, 8, 6, 6, 8, 6, 4, 6, 6, 6],
        ["K2", "Implementatieplan en overgang", 25, 6, 8, 8, 8, 8, 8, 10, 8, 6, 4, 6, 6],
        ["K3", "Informatiebeveiliging en privacy", 20, 10, 8, 8, 8, 8, 8, 8, 8, 6, 8, 8, 8],
        ["K4", "Gebruiksgemak (demonstratie)", 25, 6, 6, 4, 6, 8, 10, 8, 8, 10, 8, 8, 8],
        ["K5", "Duurzaamheid", 10, 4, 6, 6, 4, 6, 8, 6, 6, 8, 8, 8, 8],
        ["Totaal (max. 100 punten)", None, "=SUM(C8:C12)"],
        ["Rangorde"],
    )
    merged = "A1:O1 A2:O2 A6:A7 B6:B7 C6:C7 A13:B13 A14:C14"
    for name, (first, *_, last) in zip(names, blocks, strict=True):
        put(sheet, f"{first}6", [name], ["Beoor-\ndelaar 1", "Beoor-\ndelaar 2", "Beoor-\ndelaar 3", "Consensus"])
        put(sheet, f"{first}13", [f"=SUMPRODUCT($C8:$C12,{last}8:{last}12)/10"], [f"=RANK({first}13,$D13:$O13)"])
        merged += f" {first}6:{last}6 {first}13:{last}13 {first}14:{last}14"
    look(sheet, "A8:B12")
    look(sheet, "C8:O12", centre=True)
    look(sheet, "G8:G12 K8:K12 O8:O12", GREEN, bold=True, centre=True)
    look(sheet, "A6:O7", BLUE, bold=True, centre=True)
    look(sheet, "A13:O14", GREY, bold=True, centre=True, number="0.##")
    put(sheet, "A16", ["Schaal: 0 = geen antwoord, 2 = slecht, 4 = matig, 6 = voldoende, 8 = goed, 10 = uitstekend"])
    put(sheet, "A18", ["Voor akkoord:", None, None, "Voorzitter", None, None, None, "Inkoopadviseur"])
    put(sheet, "D19", ["................", None, None, None, "................"])
    shape(sheet, "A6 B34 C11 " + " ".join(f"{letter}9" for letter in "DEFHIJLMN") + " G11 K11 O11", merged, tall=[7])


def transposed(book: Workbook) -> None:
    """Tenderers down, criteria across, a row of weights in percent cells; the sum they bid stands hidden."""
    sheet = book.active
    sheet.title = "Gunning"
    title(sheet, "A1", "Beoordelingsmatrix parkeerautomaten", "Gemeente Zandrecht - meervoudig onderhands - 2024/118")
    put(
        sheet,
        "A4",
        [
            *("Inschrijver", "Inschrijfsom (excl. btw)", "Prijs", "Plan van aanpak", "Storingen en onderhoud"),
            *("Toegankelijkheid automaat", "Duurzaam-heid", "Totaal"),
        ],
        ["Weging", None, 0.4, 0.2, 0.15, 0.15, 0.1, "=SUM(C5:G5)"],
    )
    bids: list[tuple[object, ...]] = [
        ("Parkolux", 412000, 4, 3, 5, 3),
        ("Tumilo Straatmeubilair", 385000, 3, 3, 2, 4),
        ("Ostravek B.V.", 455000, 5, 5, 4, 5),
        ("Velzanto", 398500, 3, 4, 4, 2),
    ]
    for row, (name, price, *scores) in enumerate(bids, 6):
        points = f"=ROUND(5*MIN(B$6:B$9)/B{row},1)"
        put(sheet, f"A{row}", [name, price, points, *scores, f"=SUMPRODUCT(C$5:G$5,C{row}:G{row})"])
    put(sheet, "A11", ["Prijs: 5 x laagste inschrijfsom / inschrijfsom, afgerond op één decimaal"])
    sheet["A11"].font = Font(name="Calibri", italic=True, size=9)
    look(sheet, "A6:A9")
    look(sheet, "B6:B9", number='"€" #,##0')
    look(sheet, "C6:G9", centre=True, number="0.0")
    look(sheet, "H6:H9", SAND, bold=True, centre=True, number="0.00")
    look(sheet, "A4:H4", BLUE, bold=True, centre=True)
    look(sheet, "A5:H5", GREY, centre=True, number="0%")
    shape(sheet, "A26 B16 C10 D12 E14 F16 G12 H10", tall=[4])
    sheet.column_dimensions["B"].hidden = True


def blocks_of_merged_rows(book: Workbook) -> None:
    """A main criterion merged over its rows, a sub-total under each block; one cell has a dash."""
    sheet = book.active
    sheet.title = "Matrix"
    title(sheet, "A1", "Samenwerking Drielanden", "Raamovereenkomst chatkanaal, kwaliteit", "versie 3 DEF")
    put(sheet, "A5", ["Hoofdcriterium", "Subcriterium", "Max. punten", *(f"Inschrijver {who}" for who in "ABC")])
    blocks: dict[str, list[list[object]]] = {
        "Kwaliteit": [
            ["Begrip van de opdracht", 15, 3, 2, 1],
            ["Werkwijze en planning", 20, 2, 3, 2],
            ["Kwaliteit van het team", 15, 2, 3, 3],
        ],
        "Dienstverlening": [
            ["Bereikbaarheid en reactietijden", 10, 2, 3, 2],
            ["Hulp voor inwoners die niet digitaal kunnen of willen", 20, 1, 2, 3],
        ],
        "Duurzaamheid": [
            ["Energieverbruik van de hosting", 8, 3, 1, 2],
            ["Social return", 12, 2, "-", 3],
        ],
    }
    row, merged, sums = 6, "A1:F1", []
    for name, parts in blocks.items():
        end = row + len(parts)
        put(sheet, f"A{row}", [name])
        put(sheet, f"B{row}", *parts)
        earned = [f"=SUMPRODUCT($C{row}:$C{end - 1},{letter}{row}:{letter}{end - 1})/3" for letter in "DEF"]
        put(sheet, f"A{end}", [f"Subtotaal {name.lower()}", None, f"=SUM(C{row}:C{end - 1})", *earned])
        look(sheet, f"A{row}", GREEN, bold=True, centre=True)
        look(sheet, f"B{row}:B{end - 1}")
        look(sheet, f"C{row}:F{end - 1}", centre=True)
        look(sheet, f"A{end}:F{end}", GREY, centre=True, number="0.0")
        merged += f" A{row}:A{end - 1} A{end}:B{end}"
        sums.append(end)
        row = end + 1
    totals = ["=" + "+".join(f"{letter}{end}" for end in sums) for letter in "CDEF"]
    put(sheet, f"A{row}", ["Totaal kwaliteit", None, *totals])
    look(sheet, f"A5:F5 A{row}:F{row}", BLUE, bold=True, centre=True, number="0.0")
    put(sheet, f"B{row + 2}", ["0 = onvoldoende, 1 = matig, 2 = goed, 3 = uitmuntend"], ["- = geen antwoord"])
    put(sheet, f"A{row + 5}", ["Voor akkoord,", None, "d.d."])
    shape(sheet, "A18 B42 C10 D13 E13 F13", f"{merged} A{row}:B{row}", tall=[5])


def weights_below(book: Workbook) -> None:
    """Raw scores, under them the weights in another order and shorter words, and the weighted scores."""
    sheet = book.active
    sheet.title = "Blad1"
    title(sheet, "B2", "Ethische toets: hoe bereiken inwoners ons?", "Gemeente Lindermeer, team dienstverlening")
    options = ["Chat op eigen website", "Berichtenapp van een derde", "Telefoonteam"]
    criteria = ["Privacy van inwoners", "Toegankelijkheid voor iedereen", "Uitlegbaarheid", "Menselijk contact"]
    criteria += ["Risico op afhankelijkheid van de leverancier"]
    scores = [(8, 4, 9), (7, 8, 6), (6, 5, 8), (5, 6, 10), (7, 3, 8)]
    put(sheet, "B5", ["1. Scores (rapportcijfer)"], ["Criterium", *options])
    put(sheet, "B7", *[[name, *levels] for name, levels in zip(criteria, scores, strict=True)])
    put(sheet, "B12", ["Gemiddelde (ongewogen)", *[f"=AVERAGE({letter}7:{letter}11)" for letter in "CDE"]])
    put(sheet, "B15", ["2. Weging"], ["Criterium", "Gewicht"])
    put(sheet, "B17", ["Privacy", 30], ["Toegankelijkheid", 25], ["Menselijk contact", 20], ["Uitlegbaarheid", 15])
    put(sheet, "B21", ["Afhankelijkheid leverancier", 10], ["Totaal", "=SUM(C17:C21)"])
    put(sheet, "B25", ["3. Gewogen scores"], ["Criterium", *options])
    for row, (name, weight) in enumerate(zip(criteria, (17, 18, 20, 19, 21), strict=True)):
        put(sheet, f"B{27 + row}", [name, *[f"={letter}{7 + row}*$C${weight}/100" for letter in "CDE"]])
    put(sheet, "B32", ["Eindcijfer", *[f"=SUM({letter}27:{letter}31)" for letter in "CDE"]])
    for head in ("B5", "B15", "B25"):
        sheet[head].font = Font(name="Calibri", bold=True, color=BLUE)
    look(sheet, "B7:B11 B17:B21 B27:B31")
    look(sheet, "C7:E11 C17:C21", centre=True)
    look(sheet, "C27:E31", centre=True, number="0.00")
    look(sheet, "B6:E6 B16:C16 B22:C22 B26:E26", GREY, bold=True, centre=True)
    look(sheet, "B12:E12", centre=True, number="0.0")
    look(sheet, "B32:E32", SAND, bold=True, centre=True, number="0.0")
    shape(sheet, "A3 B44 C18 D18 E18", tall=[6, 26])


def points(book: Workbook) -> None:
    """Points earned of a maximum that differs per criterion; the ratings behind them on a second sheet."""
    sheet = book.active
    sheet.title = "Evaluation"
    title(sheet, "A1", "Tender evaluation: digital access for visitors", "Municipality of Zandrecht / ref. ZR-25-031")
    put(sheet, "A4", ["#", "Award criterion / criterium", "Max. points", None, "Kelmoria", "Vantessa", "Pluvion"])
    put(
        sheet,
        "A5",
        [1, "Plan of approach / plan van aanpak", 100, None, 80, 60, 100],
        [2, "Service and support / dienstverlening", 70, None, 56, 42, 28],
        [3, "Social return", 5, None, 3.5, 5, 2],
        [4, "Demonstration / demonstratie", 25, None, 20, 25, 15],
    )
    put(sheet, "B10", ["Total points", "=SUM(C5:C8)", None, *[f"=SUM({letter}5:{letter}8)" for letter in "EFG"]])
    put(sheet, "B11", ["Share of maximum", None, None, *[f"={letter}10/$C10" for letter in "EFG"]])
    put(sheet, "B12", ["Rank", None, None, *[f"=RANK({letter}10,$E10:$G10)" for letter in "EFG"]])
    put(sheet, "A14", ["Knock-out: fewer than 60 points on criterion 1. Price (max. 300) is evaluated separately."])
    look(sheet, "A5:B8")
    look(sheet, "C5:C8 E5:G8", centre=True, number="General")
    look(sheet, "A4:C4 E4:G4", BLUE, bold=True, centre=True)
    look(sheet, "B10:C12 E10:G12", GREY, bold=True, centre=True)
    look(sheet, "E11:G11", GREY, centre=True, number="0.0%")
    shape(sheet, "A4 B42 C12 D2 E12 F12 G12")
    table = book.create_sheet("Rating table")
    put(table, "A1", ["Rating", "Oordeel", "Share"], ["Excellent", "Uitstekend", 1], ["Good", "Goed", 0.8])
    put(table, "A4", ["Sufficient", "Voldoende", 0.6], ["Poor", "Matig", 0.4], ["No answer", "Geen antwoord", 0])
    look(table, "A2:B6")
    look(table, "C2:C6", centre=True, number="0%")
    look(table, "A1:C1", BLUE, bold=True, centre=True)
    shape(table, "A14 B16 C14")


def half_points(book: Workbook) -> None:
    """One sheet per evaluator in half points; their means and the weights stand on the last one only."""
    people = {
        "A": ("functioneel beheer", [(4, 3), (3.5, 4), (3, 4.5), (4.5, 2)], "Oost: demo haperde twee keer"),
        "B": ("informatieveiligheid", [(3.5, 3.5), (3, 4.5), (3, 4), (4, 2.5)], None),
        "C": ("team publiekszaken", [(4.5, 3), (3.5, 4), (None, None), (3, 3)], "niet bij de demo geweest (3)"),
    }
    criteria = ["Gebruiksgemak", "Veiligheid en privacy", "Demonstratie aan de balie", "Prijs van wijzigingen"]
    heads = ["", "Criterium", "Aanbieder Noord", "Aanbieder Oost"]
    book.remove(book.active)
    for letter, (role, scores, remark) in people.items():
        sheet = book.create_sheet(f"Beoordelaar {letter}")
        title(sheet, "A1", "Score-formulier digitale identiteit", f"Beoordelaar: {letter} ({role})")
        put(sheet, "A4", [*heads, "Opmerking"])
        put(sheet, "A5", *[[row, criteria[row - 1], *pair] for row, pair in enumerate(scores, 1)])
        put(sheet, "E5", [remark])
        put(sheet, "A10", ["1 = slecht, 2 = matig, 3 = voldoende, 4 = goed, 5 = uitstekend (halve punten mogen)"])
        look(sheet, "A5:E8")
        look(sheet, "C5:D8", centre=True, number="0.0")
        look(sheet, "A4:E4", GREEN, bold=True, centre=True)
        shape(sheet, "A4 B28 C13 D13 E34", tall=[4])
    sheet = book.create_sheet("Totaaloverzicht")
    title(sheet, "A1", "Totaaloverzicht beoordelaars", "Gemeente Hogerwaard")
    put(sheet, "A4", [*heads, "Weging %"])
    for row, (name, weight) in enumerate(zip(criteria, (30, 30, 25, 15), strict=True), 5):
        means = ["=AVERAGE(" + ",".join(f"'Beoordelaar {who}'!{at}{row}" for who in people) + ")" for at in "CD"]
        put(sheet, f"A{row}", [row - 4, name, *means, weight])
    totals = [f"=SUMPRODUCT({letter}5:{letter}8,$E5:$E8)/$E9" for letter in "CD"]
    put(sheet, "B9", ["Gewogen gemiddelde", *totals, "=SUM(E5:E8)"])
    look(sheet, "A5:B8")
    look(sheet, "C5:E8", centre=True)
    look(sheet, "A4:E4", GREEN, bold=True, centre=True)
    look(sheet, "A9:E9", GREY, bold=True, centre=True)
    look(sheet, "C9:D9", GREY, bold=True, centre=True, number="0.00")
    shape(sheet, "A4 B28 C16 D16 E10")


def totals_rows(book: Workbook) -> None:
    """Score, weighted score and motivation of each tenderer; sub-totals, a grand total and ranks between them."""
    sheet = book.active
    sheet.title = "Beoordeling kwaliteit"
    title(sheet, "A1", "Gemeente Kromveld", "Betaalautomaten publieksbalie - bijlage 7 bij het gunningsadvies")
    put(sheet, "A4", ["Nr.", "Criterium", "Wegings-factor"])
    parts = [(7, "Plan van aanpak", 5), (8, "Beschikbaarheid en storingen", 4), (9, "Gebruik met een beperking", 3)]
    parts += [(12, "Duurzaamheid", 3), (13, "Social return", 2)]
    put(sheet, "A6", ["Kwaliteit"], *[[f"1.{row - 6}", name, weight] for row, name, weight in parts[:3]])
    put(sheet, "A11", ["Maatschappelijk"], *[[f"2.{row - 11}", name, weight] for row, name, weight in parts[3:]])
    sums = {10: (7, 9, "Subtotaal kwaliteit"), 14: (12, 13, "Subtotaal maatschappelijk")}
    motives = {
        "Mirabeko B.V.": ("Concreet, met planning", "Reactietijd 8 uur", "Getest met gebruikers", None, "2% loonsom"),
        "Zontaal Betaalsystemen": ("Algemeen", "Reactietijd 4 uur", "Geen test", "Reparatie gaat voor", "4% loonsom"),
        "Lumetra": ("Zeer goed uitgewerkt", "Zie 1.1", "Scherm te hoog", "Voldoet", "Geen antwoord gegeven"),
    }
    scores = {"Mirabeko B.V.": (8, 6, 10, 4, 6), "Zontaal Betaalsystemen": (6, 8, 6, 8, 8), "Lumetra": (10, 4, 2, 6, 0)}
    merged = "A4:A5 B4:B5 C4:C5 A6:L6 A11:L11 A10:B10 A14:B14 A15:B15 A16:C16"
    for (name, levels), (raw, weighed, why) in zip(scores.items(), ("DEF", "GHI", "JKL"), strict=True):
        put(sheet, f"{raw}4", [name], ["score", "gewogen", "motivering"])
        for (row, _, _), level, motive in zip(parts, levels, motives[name], strict=True):
            put(sheet, f"{raw}{row}", [level, f"=$C{row}*{raw}{row}", motive])
        for row, (first, last, _) in sums.items():
            put(sheet, f"{weighed}{row}", [f"=SUM({weighed}{first}:{weighed}{last})"])
        put(sheet, f"{weighed}15", [f"={weighed}10+{weighed}14"], [f"=RANK({weighed}15,$E15:$K15)"])
        merged += f" {raw}4:{why}4"
    for row, (first, last, name) in sums.items():
        put(sheet, f"A{row}", [name, None, f"=SUM(C{first}:C{last})"])
    put(sheet, "A15", ["Totaal (max. 170)", None, "=C10+C14"], ["Rang"])
    put(sheet, "A18", ["Scores: 0 geen antwoord - 2 slecht - 4 matig - 6 voldoende - 8 goed - 10 uitstekend."])
    put(sheet, "A19", ["Een 0 op een criterium kan leiden tot uitsluiting."])
    put(sheet, "A21", ["Voor akkoord", None, None, "Projectleider:", None, None, "Inkoop:"])
    look(sheet, "A7:L9 A12:L13")
    look(sheet, "C7:E9 G7:H9 J7:K9 C12:E13 G12:H13 J12:K13", centre=True)
    look(sheet, "A4:L5", BLUE, bold=True, centre=True)
    look(sheet, "A6:L6 A11:L11", GREEN, bold=True)
    look(sheet, "A10:L10 A14:L14 A15:L16", GREY, bold=True, centre=True)
    shape(sheet, "A6 B28 C10 D7 E10 F22 G7 H10 I22 J7 K10 L22", merged)


def requirements_only(book: Workbook) -> None:
    """Requirements under section heads, answered by yes, no or not applicable in more than one spelling."""
    sheet = book.active
    sheet.title = "PvE"
    title(sheet, "A1", "Programma van eisen - klantvolgsysteem balie", "Gemeente Meerwoude, bijlage C (ingevuld)")
    put(sheet, "A4", ["Nr.", "Eis", "Soort", "Sollerti", "Quintavo", "Toelichting"])
    rows: list[list[object]] = [
        ["1", "Algemeen"],
        ["1.1", "De oplossing is volledig in het Nederlands.", "KO", "Ja", "Ja"],
        ["1.2", "De oplossing voldoet aan WCAG 2.1 AA.", "KO", "Ja", "Nee", "Quintavo: gereed in Q3"],
        ["1.9", "De leverancier levert een exitplan.", "Eis", "Ja", "ja"],
        ["1.10", "Gegevens zijn te exporteren in een open formaat.", "KO", "Ja", "Ja "],
        [],
        ["2", "Privacy en veiligheid"],
        ["2.1", "Gegevens blijven binnen de EER.", "KO", "Ja", "Ja"],
        ["2.2", "Er is een verwerkersovereenkomst volgens ons model.", "Eis", "Ja", "Nee", "Quintavo: eigen model"],
        ["2.3", "Koppeling met het eigen inlogsysteem (SSO).", "Eis", "n.v.t.", "Ja", "Sollerti: geen medewerkersdeel"],
        ["2.4", "Een pentest niet ouder dan 12 maanden is beschikbaar.", "Eis", None, "N.v.t.", "Sollerti: volgt"],
    ]
    put(sheet, "A5", *rows)
    put(sheet, "B17", ["Aantal keer Nee", None, *[f'=COUNTIF({letter}5:{letter}15,"Nee")' for letter in "DE"]])
    put(sheet, "A19", ["KO = knock-out: Nee betekent uitsluiting. In te vullen: Ja / Nee / N.v.t."])
    look(sheet, "A6:F9 A12:F15")
    look(sheet, "C6:E9 C12:E15", centre=True)
    look(sheet, "A5:F5 A11:F11", GREEN, bold=True)
    look(sheet, "A4:F4", BLUE, bold=True, centre=True)
    look(sheet, "B17:E17", GREY, centre=True)
    shape(sheet, "A6 B52 C8 D11 E11 F32", "A1:F1 B5:F5 B11:F11")


KINDS: list[Callable[[Workbook], None]] = [
    *(merged_heads, transposed, blocks_of_merged_rows, weights_below),
    *(points, half_points, totals_rows, requirements_only),
]

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="GenerateThumbnail" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>nl-NL</value></prop></item></oor:items>"""
"""What LibreOffice is told: no picture in an ODS, which would be most of its size; and a Dutch desk (3,5, not 3.5)."""


def main() -> None:
    """Make every workbook without values, and let LibreOffice compute and save it in both formats."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        made = []
        for number, kind in enumerate(KINDS, 1):
            book = Workbook()
            kind(book)
            made.append(folder / f"{number}-{kind.__name__.replace('_', '-')}.xlsx")
            book.save(made[-1])
        (folder / "user").mkdir()
        (folder / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
        profile = f"-env:UserInstallation={folder.as_uri()}"
        for suffix in ("xlsx", "ods"):
            command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(HERE), *map(str, made)]
            subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
