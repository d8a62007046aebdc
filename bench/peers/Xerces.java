import java.io.File;
import javax.xml.XMLConstants;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** The yardstick of the Java world: the built-in Xerces, streaming, with the schema, counting errors and going on. */
public final class Xerces {
    public static void main(String[] args) throws Exception {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        Schema schema = factory.newSchema(new File(args[0]));
        Validator validator = schema.newValidator();
        long[] errors = new long[1];
        validator.setErrorHandler(new ErrorHandler() {
            public void warning(SAXParseException e) { }
            public void error(SAXParseException e) { errors[0]++; }
            public void fatalError(SAXParseException e) throws SAXParseException { throw e; }
        });
        validator.validate(new SAXSource(new InputSource(new File(args[1]).toURI().toString())));
        System.out.println(errors[0] + " errors");
    }
}
