package web

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/web/lang"
)

// picture is a procedure drawn from top to bottom: a box for each step, those
// that may run side by side in a frame. All lengths are units of its own box.
type picture struct {
	Width, Height int
	Boxes         []pictureBox
	Frames        []pictureFrame
	// Ways are the paths of arrows: from step to step, and back where a matter
	// is returned.
	Ways, Returns []string
	Labels        []pictureText
}

type pictureBox struct {
	X, Y, Width, Height int
	Number              int
	// Status is "" where no matter stands in the picture.
	Status review.StepStatus
	// Dashed steps come only if they are needed.
	Dashed bool
	Sign   string
	Lines  []pictureText
}

type pictureFrame struct {
	X, Y, Width, Height int
	Label               string
}

type pictureText struct {
	X, Y int
	Text string
}

const (
	pictureWidth = 420
	boxHeight    = 42
	boxGap       = 22
	mainBox      = 300
	sideBox      = 188
	charWidth    = 13
)

// signs tell how it stands with a step without colour.
var signs = map[review.StepStatus]string{review.StepDone: "✓", review.StepCurrent: "●", review.StepExcused: "／", review.StepAsked: "？", review.StepOpen: "○"}

// draw draws a procedure; states tell how it stands with its steps, nil where
// no matter does.
func draw(l lang.Lang, p *procedure.Procedure, states []review.StepState) picture {
	d := &drawer{picture: picture{Width: pictureWidth}, lang: l, y: 8}
	for i := 0; i < len(p.Steps); {
		n := 1
		for p.Steps[i].Together != "" && i+n < len(p.Steps) && p.Steps[i+n].Together == p.Steps[i].Together {
			n++
		}
		var status []review.StepState
		if states != nil {
			status = states[i : i+n]
		}
		if n == 1 {
			d.single(i, p.Steps[i], status)
		} else {
			d.group(i, p.Steps[i:i+n], status)
		}
		i += n
	}
	d.returns(p)
	d.Height = d.y - boxGap + 10
	return d.picture
}

type drawer struct {
	picture
	lang lang.Lang
	y    int
	// top is where the last row ended, 0 at first.
	top int
	// rows are where the boxes of steps are, by code.
	rows map[string]pictureBox
}

func (d *drawer) single(i int, s procedure.Stage, states []review.StepState) {
	d.arrow()
	d.box((pictureWidth-mainBox)/2, mainBox, i, s, states, 0)
	d.y += boxHeight
	d.top = d.y
	d.y += boxGap
}

func (d *drawer) group(first int, steps []procedure.Stage, states []review.StepState) {
	d.arrow()
	top := d.y
	d.y += 22
	for i, s := range steps {
		x := (pictureWidth - 2*sideBox - 10) / 2
		if i%2 == 1 {
			x += sideBox + 10
		} else if i > 0 {
			d.y += boxHeight + 8
		}
		d.box(x, sideBox, first+i, s, states, i)
	}
	d.y += boxHeight + 10
	d.Frames = append(d.Frames, pictureFrame{6, top, pictureWidth - 12, d.y - top, d.lang.Say("procedures.together")})
	d.top = d.y
	d.y += boxGap
}

// arrow leads from the row before to the one to come.
func (d *drawer) arrow() {
	if d.top > 0 {
		d.Ways = append(d.Ways, fmt.Sprintf("M%d %dV%d", pictureWidth/2, d.top, d.y-3))
	}
}

func (d *drawer) box(x, width, i int, s procedure.Stage, states []review.StepState, at int) {
	b := pictureBox{X: x, Y: d.y, Width: width, Height: boxHeight, Number: i + 1, Dashed: s.IfNeeded()}
	if states != nil {
		b.Status = states[at].Status
		b.Sign = signs[b.Status]
	}
	name := s.Name
	if d.lang == lang.En {
		name = s.English
	}
	lines := fold(fmt.Sprintf("%d %s", i+1, name), width-34)
	for n, text := range lines {
		b.Lines = append(b.Lines, pictureText{x + 30, d.y + 26 - 8*(len(lines)-1) + 16*n, text})
	}
	if d.rows == nil {
		d.rows = map[string]pictureBox{}
	}
	d.rows[s.Code] = b
	d.Boxes = append(d.Boxes, b)
}

// returns draw the ways back: for completion to the submission, for amendment
// to the review.
func (d *drawer) returns(p *procedure.Procedure) {
	for _, way := range []struct {
		act      procedure.Act
		from, to string
	}{{procedure.ReturnCompletion, "completeness", "submission"}, {procedure.Resubmit, "re-review", "answer"}} {
		from, there := d.rows[way.from]
		to, goal := d.rows[way.to]
		if !there || !goal || len(p.Of(way.act)) == 0 {
			continue
		}
		x := (pictureWidth + mainBox) / 2
		a, b := from.Y+boxHeight/2, to.Y+boxHeight/2
		d.Returns = append(d.Returns, fmt.Sprintf("M%d %dh12V%dh-9", x, a, b))
		label := "do." + string(procedure.ReturnCompletion)
		if way.act == procedure.Resubmit {
			label = "do." + string(procedure.ReturnAmendment)
		}
		d.Labels = append(d.Labels, pictureText{x + 15, (a+b)/2 + 4, d.lang.Say(label)})
	}
}

// fold breaks a name into two lines where it is wider than there is room.
func fold(name string, room int) []string {
	if width(name) <= room {
		return []string{name}
	}
	best, at := room, 0
	for i, r := range name {
		if i == 0 || r != ' ' && !strings.ContainsRune("、，：（", r) && r < 0x2e80 {
			continue
		}
		cut := i
		if strings.ContainsRune("、，：", r) {
			cut += utf8.RuneLen(r)
		}
		left, right := width(name[:cut]), width(name[cut:])
		if worst := max(left, right); worst < best || at == 0 {
			best, at = worst, cut
		}
	}
	if at == 0 {
		return []string{name}
	}
	return []string{strings.TrimSpace(name[:at]), strings.TrimSpace(name[at:])}
}

// width is about how wide a text is: Chinese characters are twice as wide as
// letters.
func width(s string) int {
	n := 0
	for _, r := range s {
		if r > unicode.MaxLatin1 {
			n += charWidth
		} else {
			n += charWidth/2 + 1
		}
	}
	return n
}
