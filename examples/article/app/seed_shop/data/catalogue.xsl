<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="yes"/>

  <!-- The month of sowing to list, or 0 for all. -->
  <xsl:param name="month" select="0"/>

  <xsl:template match="/catalogue">
    <xsl:variable name="seeds"
        select="seed[$month = 0 or (@first &lt;= $month and $month &lt;= @last)]"/>
    <xsl:choose>
      <xsl:when test="$seeds">
        <ul class="seeds">
          <xsl:apply-templates select="$seeds">
            <xsl:sort select="@name"/>
          </xsl:apply-templates>
        </ul>
      </xsl:when>
      <xsl:otherwise>
        <p class="nothing">Nothing to sow. Sharpen the hoe.</p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="seed">
    <li class="seed">
      <h2><xsl:value-of select="@name"/></h2>
      <p class="variety"><xsl:value-of select="@variety"/></p>
      <p><xsl:value-of select="normalize-space()"/></p>
      <p class="price">£<xsl:value-of select="format-number(@price, '0.00')"/></p>
    </li>
  </xsl:template>
</xsl:stylesheet>
