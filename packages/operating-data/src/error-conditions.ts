/** Catalogue of error conditions (gemSpec_Kon, TAB_KON_503), spelled as Konnektoren spell them. */
export const errorConditions = [
  "EC_CardTerminal_Software_Out_Of_Date",
  "EC_CardTerminal_gSMC-KT_Certificate_Expires_Soon",
  "EC_CardTerminal_Not_Available",
  "EC_Connector_Software_Out_Of_Date",
  "EC_FW_Update_Available",
  "EC_FW_Not_Valid_Status_Blocked",
  "EC_Time_Sync_Not_Successful",
  "EC_TSL_Update_Not_Successful",
  "EC_TSL_Expiring",
  "EC_BNetzA_VL_Update_Not_Successful",
  "EC_BNetzA_VL_not_valid",
  "EC_TSL_Trust_Anchor_Expiring",
  "EC_LOG_OVERFLOW",
  "EC_CRL_Expiring",
  "EC_Time_Sync_Pending_Warning",
  "EC_TSL_Out_Of_Date_Within_Grace_Period",
  "EC_No_VPN_TI_Connection",
  "EC_No_VPN_SIS_Connection",
  "EC_No_Online_Connection",
  "EC_IP_Adresses_Not_Available",
  "EC_CRL_Out_Of_Date",
  "EC_Firewall_Not_Reliable",
  "EC_Random_Generator_Not_Reliable",
  "EC_Secure_KeyStore_Not_Available",
  "EC_Security_Log_Not_Writable",
  "EC_Software_Integrity_Check_Failed",
  "EC_Time_Difference_Intolerable",
  "EC_Time_Sync_Pending_Critical",
  "EC_TSL_Trust_Anchor_Out_Of_Date",
  "EC_TSL_Out_Of_Date_Beyond_Grace_Period",
  "EC_CRYPTOPERATION_ALARM",
  "EC_NK_Certificate_Expiring",
  "EC_NK_Certificate_Expired",
  "EC_TLS_Client_Certificate_Security",
] as const;

const known = new Set<string>(errorConditions);

/** Stands for every condition that the catalogue does not name. */
export const unknownCondition = "UNKNOWN";

/** What a condition may look like after normalising: for checks at borders. */
export const isNormalCondition = (condition: string): boolean =>
  condition === unknownCondition || known.has(condition) || /^EC_OTHER_ERROR_STATE\([0-9]{1,4}\)$/.test(condition);

/**
 * The catalogue's name of a reported condition. Terminal conditions arrive as `EC_CardTerminal_Not_Available(CtID)`
 * (TAB_KON_503, hint 1; facts T13): the parameter is dropped here, before anything is stored. A vendor condition keeps
 * its number of up to four digits; whatever else a device writes becomes `UNKNOWN`.
 */
export const normalCondition = (reported: string): string => {
  const trimmed = reported.trim();
  const bare = /^(EC_CardTerminal_[A-Za-z_-]+)\(.*\)$/s.exec(trimmed)?.[1] ?? trimmed;
  return isNormalCondition(bare) ? bare : unknownCondition;
};
