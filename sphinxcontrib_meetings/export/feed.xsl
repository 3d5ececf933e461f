<?xml version="1.0" encoding="utf-8"?>
<!-- Shows a feed, Atom or RSS, as a page in browsers that know XSLT 1.0. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:atom="http://www.w3.org/2005/Atom"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    exclude-result-prefixes="atom dc">
  <xsl:output method="html" encoding="utf-8" doctype-system="about:legacy-compat"/>

  <xsl:template match="/atom:feed">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="atom:title"/>
      <xsl:with-param name="about" select="atom:subtitle"/>
      <xsl:with-param name="language" select="@xml:lang"/>
      <xsl:with-param name="home" select="atom:link[@rel='alternate']/@href"/>
      <xsl:with-param name="url" select="atom:link[@rel='self']/@href"/>
      <xsl:with-param name="earlier" select="atom:link[@rel='prev-archive']/@href"/>
      <xsl:with-param name="later" select="atom:link[@rel='next-archive']/@href"/>
      <xsl:with-param name="current" select="atom:link[@rel='current']/@href"/>
      <xsl:with-param name="entries" select="atom:entry"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/rss">
    <xsl:call-template name="page">
      <xsl:with-param name="title" select="channel/title"/>
      <xsl:with-param name="about" select="channel/description[. != ../title]"/>
      <xsl:with-param name="language" select="channel/language"/>
      <xsl:with-param name="home" select="channel/link"/>
      <xsl:with-param name="url" select="channel/atom:link[@rel='self']/@href"/>
      <xsl:with-param name="earlier" select="channel/atom:link[@rel='prev-archive']/@href"/>
      <xsl:with-param name="later" select="channel/atom:link[@rel='next-archive']/@href"/>
      <xsl:with-param name="current" select="channel/atom:link[@rel='current']/@href"/>
      <xsl:with-param name="entries" select="channel/item"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="page">
    <xsl:param name="title"/>
    <xsl:param name="about"/>
    <xsl:param name="language"/>
    <xsl:param name="home"/>
    <xsl:param name="url"/>
    <xsl:param name="earlier"/>
    <xsl:param name="later"/>
    <xsl:param name="current"/>
    <xsl:param name="entries"/>
    <html lang="{$language}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title><xsl:value-of select="$title"/></title>
        <style>
          body { font: 1rem/1.6 system-ui, sans-serif; margin: 0 auto; max-width: 42rem; padding: 1.5rem; overflow-wrap: anywhere; }
          aside { border: 1px solid; border-radius: .5rem; margin: 1.5rem 0; padding: 0 1rem; }
          h2 { font-size: 1.15rem; margin: 1.75rem 0 0; }
          p { margin: .75rem 0; }
          article p { margin: .25rem 0; }
          nav a { margin-right: 1.5rem; }
          .facts { font-size: .875rem; opacity: .8; }
          /* Chromium lays a warning of XSLT over the page, until it is closed */
          body:has(&gt; xslt-warning-banner:popover-open) { padding-top: 9rem; }
          @media (max-width: 40rem) { body:has(&gt; xslt-warning-banner:popover-open) { padding-top: 18rem; } }
        </style>
      </head>
      <body>
        <header>
          <h1><xsl:value-of select="$title"/></h1>
          <xsl:if test="$about"><p><xsl:value-of select="$about"/></p></xsl:if>
        </header>
        <aside>
          <p>This is a feed: paste its address into a feed reader, and you see what is new.</p>
          <p><code>
            <xsl:choose>
              <xsl:when test="$current"><xsl:value-of select="$current"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="$url"/></xsl:otherwise>
            </xsl:choose>
          </code></p>
        </aside>
        <nav>
          <a href="{$home}">Site</a>
          <xsl:if test="$current"><a href="{$current}">Newest</a></xsl:if>
          <xsl:if test="$later"><a href="{$later}">Later</a></xsl:if>
          <xsl:if test="$earlier"><a href="{$earlier}">Earlier</a></xsl:if>
        </nav>
        <main>
          <xsl:for-each select="$entries">
            <article>
              <h2>
                <a href="{atom:link[@rel='alternate']/@href | link}">
                  <xsl:value-of select="atom:title | title"/>
                </a>
              </h2>
              <p class="facts">
                <xsl:value-of select="substring(atom:published, 1, 10)"/>
                <xsl:value-of select="substring(pubDate, 1, 16)"/>
                <xsl:for-each select="atom:author/atom:name | dc:creator">
                  <xsl:text> · </xsl:text><xsl:value-of select="."/>
                </xsl:for-each>
              </p>
              <!-- not the content: a page would run what is in it -->
              <xsl:for-each select="atom:summary | description[not(contains(., '&amp;'))]">
                <p><xsl:value-of select="."/></p>
              </xsl:for-each>
              <xsl:for-each select="atom:link[@rel='enclosure']/@href | enclosure/@url">
                <p><a href="{.}"><xsl:value-of select="."/></a></p>
              </xsl:for-each>
            </article>
          </xsl:for-each>
        </main>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
