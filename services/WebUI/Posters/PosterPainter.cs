namespace MovieMesh.WebUI.Posters;

/// <summary>Draws posters: a ground, a motif, and a quiet place for the lettering.</summary>
internal static class PosterPainter
{
    public static string Paint(PosterDesign design)
    {
        var canvas = new Canvas();
        var (palette, dice) = (design.Palette, design.Dice);
        canvas.Rectangle(0, 0, Canvas.Width, Canvas.Height, palette.Ground);

        // The motif keeps to the half that the title leaves free: its middle is above or below the poster's.
        var middle = design.IsTitleOnTop ? 185.0 : 115.0;
        Draw(design.Motif, canvas, palette, dice, middle);

        canvas.Quiet(palette.Ground, design.IsTitleOnTop);
        return canvas.ToString();
    }

    private static void Draw(Motif motif, Canvas canvas, Palette palette, Dice dice, double middle)
    {
        switch (motif)
        {
            case Motif.Bars: Bars(canvas, palette, dice, middle); break;
            case Motif.Blinds: Blinds(canvas, palette, dice, middle); break;
            case Motif.Blobs: Blobs(canvas, palette, dice, middle); break;
            case Motif.Burst: Burst(canvas, palette, dice, middle); break;
            case Motif.Chevrons: Chevrons(canvas, palette, dice, middle); break;
            case Motif.Circles: Circles(canvas, palette, dice, middle); break;
            case Motif.Confetti: Confetti(canvas, palette, dice); break;
            case Motif.Orbits: Orbits(canvas, palette, dice, middle); break;
            case Motif.Peaks: Peaks(canvas, palette, dice, middle); break;
            case Motif.Rings: Rings(canvas, palette, dice, middle); break;
            case Motif.Skyline: Skyline(canvas, palette, dice); break;
            case Motif.Strips: Strips(canvas, palette, dice); break;
            case Motif.Sunset: Sunset(canvas, palette, dice, middle); break;
            case Motif.Tiles: Tiles(canvas, palette, dice); break;
            case Motif.Trees: Trees(canvas, palette, dice, middle); break;
            case Motif.Waves: Waves(canvas, palette, dice, middle); break;
        }
    }

    private static void Bars(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        var phase = dice.Between(0, 6);
        for (var i = 0; i < 13; i++)
        {
            var height = 22 + (70 * Math.Abs(Math.Sin((i * 0.55) + phase))) + dice.Between(0, 26);
            var x = 8 + (i * 14.4);
            canvas.Add($"<rect x=\"{x:0.#}\" y=\"{middle - height:0.#}\" width=\"9\" height=\"{height * 2:0.#}\" rx=\"4.5\" fill=\"{(i % 3 == 1 ? palette.Bright : palette.Deep)}\"/>");
        }
    }

    private static void Blinds(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        canvas.Circle(dice.Between(60, 140), middle, dice.Between(52, 78), palette.Bright);
        var slope = dice.Between(-46, 46);
        for (var y = -40.0; y < 340; y += 21)
        {
            canvas.Polygon([(0, y), (200, y + slope), (200, y + slope + 12), (0, y + 12)], palette.Ground, 0.94);
            canvas.Polygon([(0, y + 12), (200, y + slope + 12), (200, y + slope + 13.4), (0, y + 13.4)], palette.Deep, 0.9);
        }
    }

    private static void Blobs(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        string[] fills = [palette.Deep, palette.Bright, palette.Deep, palette.Bright];
        for (var i = 0; i < 4; i++)
        {
            double x = dice.Between(30, 170), y = middle + dice.Between(-85, 85), radius = dice.Between(60, 84) - (i * 13);
            canvas.Path(Blob(dice, x, y, radius), fills[i], i == 0 ? 0.85 : 0.95);
        }

        canvas.Circle(dice.Between(50, 150), middle + dice.Between(-40, 40), 9, palette.Ink, 0.95);
    }

    private static string Blob(Dice dice, double x, double y, double radius)
    {
        const int Points = 6;
        var ring = Enumerable.Range(0, Points).Select(i =>
        {
            var (sin, cos) = Math.SinCos(Math.Tau * i / Points);
            var reach = radius * dice.Between(0.75, 1.2);
            return (X: x + (cos * reach), Y: y + (sin * reach));
        }).ToArray();
        var data = new System.Text.StringBuilder();
        for (var i = 0; i < Points; i++)
        {
            var (here, next) = (ring[i], ring[(i + 1) % Points]);
            var (midX, midY) = ((here.X + next.X) / 2, (here.Y + next.Y) / 2);
            var after = ring[(i + 2) % Points];
            if (i == 0)
            {
                data.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{midX:0.#} {midY:0.#}");
            }

            data.Append(System.Globalization.CultureInfo.InvariantCulture, $"Q{next.X:0.#} {next.Y:0.#} {(next.X + after.X) / 2:0.#} {(next.Y + after.Y) / 2:0.#}");
        }

        return data.Append('Z').ToString();
    }

    private static void Burst(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        double x = dice.Between(70, 130), y = middle;
        var rays = 14 + (2 * dice.Next(5));
        for (var i = 0; i < rays; i++)
        {
            var from = Math.Tau * i / rays;
            var to = from + (Math.PI / rays);
            canvas.Polygon([(x, y), (x + (320 * Math.Cos(from)), y + (320 * Math.Sin(from))), (x + (320 * Math.Cos(to)), y + (320 * Math.Sin(to)))], palette.Deep, 0.85);
        }

        var radius = dice.Between(34, 50);
        canvas.Circle(x, y, radius, palette.Bright);
        if (dice.Chance(0.5))
        {
            canvas.Circle(x, y, radius * 0.62, palette.Ground);
            canvas.Circle(x, y, radius * 0.3, palette.Bright);
        }
    }

    private static void Chevrons(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        var rise = dice.Between(40, 110) * (dice.Chance(0.5) ? 1 : -1);
        var apex = dice.Between(55, 145);
        for (var i = 0; i < 7; i++)
        {
            var y = middle - 130 + (i * 40);
            canvas.Polygon(
                [(0, y), (apex, y + rise), (200, y), (200, y + 19), (apex, y + rise + 19), (0, y + 19)],
                i == 3 ? palette.Bright : palette.Deep,
                i == 3 ? 1 : 0.35 + (0.09 * i));
        }
    }

    private static void Circles(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        var radius = dice.Between(46, 60);
        var apart = radius * dice.Between(0.45, 0.75);
        var tilt = dice.Between(-0.6, 0.6);
        double dx = apart * Math.Cos(tilt), dy = apart * Math.Sin(tilt);
        canvas.Circle(100 - dx, middle - dy, radius, palette.Deep, 0.95);
        canvas.Circle(100 + dx, middle + dy, radius, palette.Bright, 0.88);
        canvas.Add($"<defs><clipPath id=\"c\"><circle cx=\"{100 - dx:0.#}\" cy=\"{middle - dy:0.#}\" r=\"{radius:0.#}\"/></clipPath></defs>");
        canvas.Add($"<circle cx=\"{100 + dx:0.#}\" cy=\"{middle + dy:0.#}\" r=\"{radius:0.#}\" fill=\"{palette.Ink}\" opacity=\"0.9\" clip-path=\"url(#c)\"/>");
        canvas.Ring(100, middle, radius * 2.05, palette.Deep, 0.8, 0.7);
    }

    private static void Confetti(Canvas canvas, Palette palette, Dice dice)
    {
        string[] fills = [palette.Deep, palette.Bright, palette.Ink];
        for (var row = 0; row < 7; row++)
        {
            for (var column = 0; column < 5; column++)
            {
                if (dice.Chance(0.22))
                {
                    continue;
                }

                double x = (column * 42) + (row % 2 * 20) + dice.Between(0, 8), y = (row * 44) + dice.Between(4, 22), size = dice.Between(9, 17);
                var fill = dice.Pick(fills);
                var turn = dice.Next(180);
                switch (dice.Next(5))
                {
                    case 0:
                        canvas.Circle(x, y, size * 0.75, fill);
                        break;
                    case 1:
                        canvas.Ring(x, y, size * 0.7, fill, 4);
                        break;
                    case 2:
                        canvas.Add($"<path d=\"M{x - size:0.#} {y:0.#}a{size:0.#} {size:0.#} 0 0 1 {size * 2:0.#} 0z\" fill=\"{fill}\" transform=\"rotate({turn} {x:0.#} {y:0.#})\"/>");
                        break;
                    case 3:
                        canvas.Add($"<path d=\"M{x - 14:0.#} {y:0.#}q4.700-9 9.300 0t9.300 0t9.300 0\" fill=\"none\" stroke=\"{fill}\" stroke-width=\"4\" stroke-linecap=\"round\" transform=\"rotate({turn} {x:0.#} {y:0.#})\"/>");
                        break;
                    default:
                        canvas.Add($"<path d=\"M{x:0.#} {y - size:0.#}l{size * 0.9:0.#} {size * 1.6:0.#}h{-size * 1.8:0.#}z\" fill=\"{fill}\" transform=\"rotate({turn} {x:0.#} {y:0.#})\"/>");
                        break;
                }
            }
        }
    }

    private static void Orbits(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        for (var i = 0; i < 46; i++)
        {
            canvas.Circle(dice.Between(0, 200), dice.Between(0, 300), dice.Between(0.3, 1.3), palette.Ink, dice.Between(0.3, 0.95));
        }

        double x = dice.Between(62, 138), radius = dice.Between(38, 62), tilt = dice.Between(-32, 32);
        canvas.Add($"<defs><radialGradient id=\"p\" cx=\"0.32\" cy=\"0.3\" r=\"0.85\"><stop offset=\"0\" stop-color=\"{palette.Bright}\"/><stop offset=\"0.55\" stop-color=\"{palette.Deep}\"/><stop offset=\"1\" stop-color=\"{palette.Ground}\"/></radialGradient></defs>");
        canvas.Circle(x, middle, radius, "url(#p)");
        canvas.Add($"<g fill=\"none\" stroke=\"{palette.Bright}\" transform=\"rotate({tilt:0.#} {x:0.#} {middle:0.#})\">");
        foreach (var reach in (ReadOnlySpan<double>)[1.45, 1.62, 1.95])
        {
            double rx = radius * reach, ry = radius * reach * 0.26;
            canvas.Add($"<path d=\"M{x - (rx * 0.62):0.#} {middle - (ry * 0.78):0.#}A{rx:0.#} {ry:0.#} 0 1 0 {x + (rx * 0.62):0.#} {middle - (ry * 0.78):0.#}\" stroke-width=\"{(reach > 1.9 ? 0.7 : 2.6):0.#}\" opacity=\"0.9\"/>");
        }

        canvas.Add($"</g>");
        canvas.Circle(x + (radius * dice.Between(-1.6, 1.6)), middle - (radius * 1.5), dice.Between(4, 9), palette.Bright);
    }

    private static void Peaks(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        canvas.Circle(dice.Between(45, 155), middle - dice.Between(35, 60), dice.Between(16, 36), palette.Bright);
        string[] fills = [palette.Deep, palette.Deep, palette.Ground];
        for (var layer = 0; layer < 3; layer++)
        {
            var points = new List<(double, double)> { (-10, 310) };
            var foot = middle + (layer * 34);
            for (var x = -10.0; x <= 230; x += dice.Between(24, 46))
            {
                points.Add((x, foot - dice.Between(0, 62 - (layer * 12)) + (points.Count % 2 * 34)));
            }

            points.Add((230, 310));
            canvas.Polygon(points, fills[layer], layer == 0 ? 0.55 : 1);
        }
    }

    private static void Rings(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        double x = dice.Between(70, 130), driftX = dice.Between(-3.5, 3.5), driftY = dice.Between(-3.5, 3.5);
        for (var i = 11; i >= 0; i--)
        {
            canvas.Circle(x + (driftX * i), middle + (driftY * i), 9 + (i * 12.5), i % 2 == 0 ? palette.Deep : palette.Ground, 0.97);
        }

        canvas.Circle(x, middle, 12, palette.Bright);
    }

    private static void Skyline(Canvas canvas, Palette palette, Dice dice)
    {
        canvas.Circle(dice.Between(50, 150), dice.Between(70, 120), dice.Between(26, 46), palette.Bright, 0.95);
        for (var layer = 0; layer < 2; layer++)
        {
            for (var x = -8.0; x < 200;)
            {
                double width = dice.Between(18, 36), top = dice.Between(90, 180) + (layer * 35);
                var fill = layer == 0 ? palette.Deep : palette.Ground;
                canvas.Rectangle(x, top, width, 300 - top, fill, layer == 0 ? 0.8 : 1);
                if (dice.Chance(0.3))
                {
                    canvas.Rectangle(x + (width / 2), top - 16, 1.6, 16, fill);
                }

                for (var y = top + 7; layer == 1 && y < 292; y += 9)
                {
                    for (var window = x + 5; window < x + width - 5; window += 6.5)
                    {
                        if (dice.Chance(0.22))
                        {
                            canvas.Rectangle(window, y, 3, 4.4, palette.Bright, 0.85);
                        }
                    }
                }

                x += width + dice.Between(0, 3);
            }
        }
    }

    private static void Strips(Canvas canvas, Palette palette, Dice dice)
    {
        string[] fills = [palette.Deep, palette.Bright, palette.Ink, palette.Ground];
        for (var y = 0.0; y < 300;)
        {
            var height = dice.Between(6, 42);
            var split = dice.Between(20, 180);
            canvas.Rectangle(0, y, split, height, dice.Pick(fills), 0.92);
            canvas.Rectangle(split, y, 200 - split, height, dice.Pick(fills), 0.92);
            y += height + 2;
        }
    }

    private static void Sunset(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        canvas.Fade("s", 0, 300, (palette.Deep, 0.1), (palette.Deep, 0.95));
        double x = dice.Between(70, 130), radius = dice.Between(44, 66);
        canvas.Circle(x, middle, radius, palette.Bright);
        if (dice.Chance(0.55))
        {
            for (var i = 0; i < 6; i++)
            {
                canvas.Rectangle(0, middle + 4 + (i * radius / 6), 200, 1.4 + (i * 1.2), palette.Deep, 0.9);
            }
        }

        var hill = middle + (radius * dice.Between(0.35, 0.7));
        var lean = dice.Between(-26, 26);
        canvas.Add($"<path d=\"M0 {hill + lean:0.#}C60 {hill - 26:0.#} 120 {hill + 34:0.#} 200 {hill - lean:0.#}V300H0z\" fill=\"{palette.Ground}\" opacity=\"0.55\"/>");
        canvas.Add($"<path d=\"M0 {hill + 34:0.#}C70 {hill + 54 + lean:0.#} 130 {hill + 8:0.#} 200 {hill + 36:0.#}V300H0z\" fill=\"{palette.Ground}\"/>");
    }

    private static void Tiles(Canvas canvas, Palette palette, Dice dice)
    {
        string[] fills = [palette.Deep, palette.Bright, palette.Ink, palette.Deep];
        const double Side = 50;
        for (var row = 0; row < 6; row++)
        {
            for (var column = 0; column < 4; column++)
            {
                double x = column * Side, y = row * Side;
                var fill = dice.Pick(fills);
                var corner = dice.Next(4);
                double cx = x + (corner % 2 * Side), cy = y + (corner / 2 * Side);
                switch (dice.Next(6))
                {
                    case 0:
                        canvas.Rectangle(x, y, Side, Side, fill);
                        break;
                    case 1:
                        canvas.Circle(x + (Side / 2), y + (Side / 2), Side / 2.4, fill);
                        break;
                    case 2:
                    case 3:
                        var (sx, sy) = (corner % 2 == 0 ? 1 : -1, corner / 2 == 0 ? 1 : -1);
                        canvas.Add($"<path d=\"M{cx} {cy}h{Side * sx}a{Side} {Side} 0 0 {(sx * sy > 0 ? 1 : 0)} {-Side * sx} {Side * sy}z\" fill=\"{fill}\"/>");
                        break;
                    case 4:
                        canvas.Polygon([(x, y), (x + Side, y), (x, y + Side)], fill);
                        break;
                }
            }
        }
    }

    private static void Trees(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        canvas.Fade("s", 0, 300, (palette.Deep, 0.85), (palette.Ground, 1));
        canvas.Circle(dice.Between(60, 140), middle, dice.Between(42, 64), palette.Bright, 0.95);
        for (var i = 0; i < 12; i++)
        {
            double x = (i * 18) + dice.Between(-8, 8), foot = dice.Between(3, 9), lean = dice.Between(-12, 12);
            canvas.Polygon([(x - foot, 300), (x + lean - 1, 0), (x + lean + 1.6, 0), (x + foot, 300)], palette.Ground, 0.97);
            for (var branch = 0; branch < 3; branch++)
            {
                double y = dice.Between(20, 220), reach = dice.Between(14, 34) * (dice.Chance(0.5) ? 1 : -1), at = x + (lean * (1 - (y / 300)));
                canvas.Polygon([(at, y), (at + reach, y - dice.Between(12, 30)), (at, y + 4)], palette.Ground, 0.97);
            }
        }
    }

    private static void Waves(Canvas canvas, Palette palette, Dice dice, double middle)
    {
        canvas.Circle(dice.Between(50, 150), middle - 46, dice.Between(18, 32), palette.Bright);
        var height = dice.Between(9, 20);
        var length = dice.Between(40, 66);
        for (var i = 0; i < 7; i++)
        {
            double y = middle - 24 + (i * 22), shift = -dice.Between(0, length);
            canvas.Add($"<path d=\"M{shift:0.#} {y:0.#}q{length / 2:0.#} {-height * 2:0.#} {length:0.#} 0t{length:0.#} 0t{length:0.#} 0t{length:0.#} 0t{length:0.#} 0t{length:0.#} 0t{length:0.#} 0V300H{shift:0.#}z\" ");
            canvas.Add($"fill=\"{(i % 3 == 2 ? palette.Bright : i % 2 == 0 ? palette.Deep : palette.Ground)}\" opacity=\"{(i % 3 == 2 ? 0.8 : 0.95):0.##}\"/>");
        }
    }
}
