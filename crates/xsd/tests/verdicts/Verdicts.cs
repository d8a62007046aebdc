using System;
using System.IO;
using System.Xml;
using System.Xml.Schema;

/// Prints the verdict of System.Xml on each file named on standard input: `valid` or `invalid`, a tab, the file,
/// a tab, the number of errors, a tab, the first error.
public static class Verdicts
{
    public static int Main(string[] args)
    {
        var set = new XmlSchemaSet();
        set.Add(null, XmlReader.Create(args[0]));
        set.Compile();
        string path;
        while ((path = Console.In.ReadLine()) != null)
        {
            int errors = 0;
            string first = "";
            var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = set, DtdProcessing = DtdProcessing.Prohibit };
            // An element that no declaration covers is only a warning there; a portal treats it as an error.
            settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
            settings.ValidationEventHandler += (s, e) => { if (e.Severity == XmlSeverityType.Warning && !e.Message.Contains("schema information for the element")) return; if (errors++ == 0) first = e.Severity + " " + e.Exception.LineNumber + ": " + e.Message; };
            try
            {
                using (var reader = XmlReader.Create(path, settings)) { while (reader.Read()) { } }
            }
            catch (ArgumentOutOfRangeException) { errors++; }
            catch (FormatException) { errors++; }
            catch (XmlException e)
            {
                if (errors++ == 0) first = "Fatal " + e.LineNumber + ": " + e.Message;
            }
            Console.Out.WriteLine((errors == 0 ? "valid" : "invalid") + "\t" + path + "\t" + errors + "\t" + first.Replace("\n", " "));
        }
        return 0;
    }
}
