package dev.aquifer.billing.export;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/// Pages of A4 that are written on from the top. Lengths are whole tenths of a point; the origin is the upper left
/// corner. One font, of which only the glyphs that are used go into the file. What is heavy is the same font with a
/// thin outline.
final class PdfSheet implements AutoCloseable {

    static final int WIDTH = 5950;
    static final int HEIGHT = 8420;

    private static final String FONT = "/font/NotoSansSC-Regular.ttf";
    private static final int TENTHS = 10;
    private static final String DOTS = "…";

    enum Ink {
        TEXT(0x1f2a33),
        GREY(0x5b6670),
        ACCENT(0x0b5f8a),
        LINE(0xcfd8de),
        SOFT(0xf1f6f9);

        private final int rgb;

        Ink(int rgb) {
            this.rgb = rgb;
        }
    }

    /// @param size of the letters, in tenths of a point
    record Style(int size, boolean heavy, Ink ink) {}

    private final PDDocument document;
    private final PDType0Font font;
    private final CmapLookup glyphs;
    private final List<PDPage> pages = new ArrayList<>();
    private PDPageContentStream content;

    PdfSheet() {
        try (InputStream file = PdfSheet.class.getResourceAsStream(FONT)) {
            if (file == null) {
                throw new IllegalStateException("the font is not there: " + FONT);
            }
            document = new PDDocument();
            TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(file.readAllBytes()));
            glyphs = parsed.getUnicodeCmapLookup();
            font = PDType0Font.load(document, parsed, true);
            content = page();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PDPageContentStream page() throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        pages.add(page);
        return new PDPageContentStream(document, page, AppendMode.OVERWRITE, true, true);
    }

    void nextPage() {
        try {
            content.close();
            content = page();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int pages() {
        return pages.size();
    }

    /// Goes back to a page that is done, to add something to it.
    void turnTo(int page) {
        try {
            content.close();
            content = new PDPageContentStream(document, pages.get(page), AppendMode.APPEND, true, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param x where it begins, @param y of its base line
    void text(String words, int x, int y, Style style) {
        String shown = known(words);
        try {
            Color colour = new Color(style.ink().rgb);
            content.setNonStrokingColor(colour);
            content.setStrokingColor(colour);
            content.beginText();
            content.setRenderingMode(style.heavy() ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
            content.setLineWidth(style.size() / 300f);
            content.setFont(font, style.size() / (float) TENTHS);
            content.newLineAtOffset(x / (float) TENTHS, (HEIGHT - y) / (float) TENTHS);
            content.showText(shown);
            content.endText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param x where it ends
    void right(String words, int x, int y, Style style) {
        text(words, x - width(words, style), y, style);
    }

    int width(String words, Style style) {
        try {
            return Math.round(font.getStringWidth(known(words)) * style.size() / 1000f);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Breaks at spaces, between any two Chinese signs, and anywhere in what is longer than a line by itself.
    List<String> wrap(String words, int width, Style style) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : words.split("(?<= )|(?<=\\p{IsHan})|(?=\\p{IsHan})|(?<=[-_./])", -1)) {
            if (!line.isEmpty() && width(line + piece.stripTrailing(), style) > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            String rest = piece;
            while (width(rest.stripTrailing(), style) > width) {
                int end = fitting(rest, width, style);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(rest);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /// The words, with dots for what does not fit.
    String cut(String words, int width, Style style) {
        if (width(words, style) <= width) {
            return words;
        }
        int end = fitting(words, width - width(DOTS, style), style);
        return words.substring(0, end).stripTrailing() + DOTS;
    }

    /// How many signs fit, one at least; a sign of two halves is not broken.
    private int fitting(String words, int width, Style style) {
        int end = words.offsetByCodePoints(0, 1);
        while (end < words.length()) {
            int next = words.offsetByCodePoints(end, 1);
            if (width(words.substring(0, next), style) > width) {
                break;
            }
            end = next;
        }
        return end;
    }

    void rule(int from, int to, int y, int thickness, Ink ink) {
        box(from, y, to - from, thickness, ink);
    }

    void box(int x, int y, int width, int height, Ink ink) {
        try {
            content.setNonStrokingColor(new Color(ink.rgb));
            content.addRect(
                    x / (float) TENTHS,
                    (HEIGHT - y - height) / (float) TENTHS,
                    width / (float) TENTHS,
                    height / (float) TENTHS);
            content.fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file. The same content gives the same bytes.
    ///
    /// @param identity from what the file's own id is made
    byte[] bytes(String title, String author, Instant at, long identity) {
        try {
            content.close();
            PDDocumentInformation about = new PDDocumentInformation();
            about.setTitle(title);
            about.setAuthor(author);
            about.setProducer("Aquifer");
            Calendar created = new GregorianCalendar(TimeZone.getTimeZone("Asia/Shanghai"));
            created.setTimeInMillis(at.toEpochMilli());
            about.setCreationDate(created);
            document.setDocumentInformation(about);
            document.setDocumentId(identity);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A sign that the font does not have becomes a question mark.
    private String known(String words) {
        StringBuilder known = new StringBuilder();
        words.codePoints()
                .map(sign -> glyphs.getGlyphId(sign) == 0 ? '?' : sign)
                .forEach(known::appendCodePoint);
        return known.toString();
    }
}
