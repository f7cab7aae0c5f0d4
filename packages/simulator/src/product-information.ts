import { type DateHabit, dateTimeText } from "./dates.ts";
import { pi, type XmlElement } from "./xml-writer.ts";

interface Product {
  readonly informationMs: number;
  readonly productType: string;
  readonly productTypeVersion: string;
  readonly vendorId: string;
  readonly productCode: string;
  readonly hardwareVersion: string;
  readonly firmwareVersion: string;
  readonly vendorName: string;
  readonly productName: string;
}

/** The element ProductInformation (tel/version/ProductInformation.xsd 1.1.0) of a connector or a terminal. */
export function productInformationElement(product: Product, habit: DateHabit): XmlElement {
  return pi("ProductInformation", [
    pi("InformationDate", dateTimeText(product.informationMs, habit)),
    pi("ProductTypeInformation", [
      pi("ProductType", product.productType),
      pi("ProductTypeVersion", product.productTypeVersion),
    ]),
    pi("ProductIdentification", [
      pi("ProductVendorID", product.vendorId),
      pi("ProductCode", product.productCode),
      pi("ProductVersion", [
        pi("Local", [pi("HWVersion", product.hardwareVersion), pi("FWVersion", product.firmwareVersion)]),
      ]),
    ]),
    pi("ProductMiscellaneous", [pi("ProductVendorName", product.vendorName), pi("ProductName", product.productName)]),
  ]);
}
